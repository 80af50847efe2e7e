"""The same equations by a second, independent implementation (bonsai_ipcc), on the same inputs."""
