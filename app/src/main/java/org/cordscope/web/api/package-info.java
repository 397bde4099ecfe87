/**
 * The HTTP API of the coding service: routes, their description, and the token that opens them.
 *
 * <p>Start reading at {@link org.cordscope.web.api.ApiServer} and {@code openapi.yaml}.
 */
@NullMarked
package org.cordscope.web.api;

import org.jspecify.annotations.NullMarked;
