package org.cordscope.raster;

import java.io.IOException;
import java.util.Optional;
import org.cordscope.nifti.NiftiFile;
import org.cordscope.study.FramePixels;
import org.cordscope.study.SourceFile;
import org.cordscope.study.UnusableFileException;

/** Which reader decodes a file that is no DICOM. */
public final class ForeignPixels {
    private ForeignPixels() {}

    /**
     * Pixels of a NIfTI volume or a picture; empty for any other file, which is to be read as DICOM.
     *
     * @throws UnusableFileException where they cannot be decoded
     */
    public static Optional<FramePixels> of(SourceFile source) throws IOException {
        if (!source.entry().isEmpty()) {
            return Optional.empty();
        }
        if (NiftiFile.claims(source.file())) {
            return Optional.of(NiftiFile.frames(source));
        }
        return PictureFile.claims(source.file()) ? Optional.of(PictureFile.frames(source)) : Optional.empty();
    }
}
