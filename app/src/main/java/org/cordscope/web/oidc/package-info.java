/**
 * Signing in by an OpenID Connect provider: authorisation code with PKCE, discovery, signed ID tokens. Knows nothing of routes.
 *
 * <p>Start reading at {@link org.cordscope.web.oidc.OidcLogin}.
 */
@NullMarked
package org.cordscope.web.oidc;

import org.jspecify.annotations.NullMarked;
