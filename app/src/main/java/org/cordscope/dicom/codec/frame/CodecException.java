package org.cordscope.dicom.codec.frame;

/** Pixels that cannot be decoded, with the reason in one sentence that names no identifier. */
public final class CodecException extends Exception {
    private static final long serialVersionUID = 1L;

    public CodecException(String reason) {
        super(reason);
    }

    /** The reason, never null. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
