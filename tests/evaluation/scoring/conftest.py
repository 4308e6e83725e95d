from hypothesis import settings

# A busy machine may pause anywhere; the time a sheet takes has tests of its own.
settings.register_profile("lke", deadline=None, max_examples=60)
settings.load_profile("lke")
