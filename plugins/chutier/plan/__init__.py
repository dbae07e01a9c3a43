"""Want, observe, compare, perform: the plan between what should be and what is."""
