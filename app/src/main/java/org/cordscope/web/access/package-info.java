/**
 * Who may do what: sessions, accounts, permissions, and the guard before every route.
 *
 * <p>Start reading at {@link org.cordscope.web.access.Guard} and {@link org.cordscope.web.access.Role}.
 */
@NullMarked
package org.cordscope.web.access;

import org.jspecify.annotations.NullMarked;
