"""Files for the tests of the text layer, made object by object."""
