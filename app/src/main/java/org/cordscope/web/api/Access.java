package org.cordscope.web.api;

import io.javalin.security.RouteRole;

/** Who may use a route; one without is closed to everybody. */
enum Access implements RouteRole {
    ANYBODY,
    TOKEN
}
