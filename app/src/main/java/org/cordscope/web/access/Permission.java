package org.cordscope.web.access;

import io.javalin.security.RouteRole;

/** What a route asks of the person who calls it. A route that asks nothing is closed to all. */
public enum Permission implements RouteRole {
    /** Open to anybody who reaches the server: the login page, style and scripts. */
    ANYBODY,
    /** Somebody who is signed in, in any role. */
    SIGNED_IN,
    /** Label slices, blinded. */
    LABEL,
    /** See disagreements, without names, and settle them. */
    ADJUDICATE,
    /** Assign raters, see agreement, freeze, export. */
    COORDINATE,
    /** See what a model says of slices. */
    SEE_MODEL,
    /** Make and change accounts. */
    ADMINISTER,
    /** Start and stop reading in a rater's name: the single user of a study on this machine. */
    READ_AS
}
