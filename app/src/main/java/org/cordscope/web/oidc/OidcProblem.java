package org.cordscope.web.oidc;

/** Why somebody is not signed in, in a few words for people; nothing of the provider's answer. */
public final class OidcProblem extends Exception {
    private static final long serialVersionUID = 1L;

    OidcProblem(String words) {
        super(words);
    }

    OidcProblem(String words, Exception cause) {
        super(words, cause);
    }

    /** In words. */
    public String words() {
        return String.valueOf(getMessage());
    }
}
