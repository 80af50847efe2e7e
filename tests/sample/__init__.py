"""The generator of the shipped sample: data/sample (渠县 2005-2024), data/sample/2025 and data/sichuan_2007.

Here: what writes those folders. Not here: anything that reads them for the inventory.
"""
