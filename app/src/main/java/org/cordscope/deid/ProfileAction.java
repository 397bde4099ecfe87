package org.cordscope.deid;

/** What the profile asks for an attribute (PS3.15 section E.3), once options and combinations are settled. */
enum ProfileAction {
    /** X: goes. */
    REMOVE,
    /** Z: stays without a value. */
    EMPTY,
    /** D: stays with a value that says nothing. */
    DUMMY,
    /** U: UIDs are replaced, the same one always by the same one; a sequence stays for the UIDs in it. */
    NEW_UID,
    /** K: stays, once its value has passed the check of its kind. */
    KEEP,
    /** C: stays as far as its value can be brought to say nothing of a person. */
    CLEAN
}
