def test_it(any_world):
    for a in sorted(any_world.tables):
        print(a, len(any_world.rows(a)))
