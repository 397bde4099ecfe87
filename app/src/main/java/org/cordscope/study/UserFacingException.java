package org.cordscope.study;

/** A run that cannot go on, said to its user: one sentence for the problem, one for the remedy. Exit code 1. */
public final class UserFacingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    public UserFacingException(String problem, String remedy) {
        super(problem);
        this.remedy = remedy;
    }

    public UserFacingException(String problem, String remedy, Throwable cause) {
        super(problem, cause);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}
