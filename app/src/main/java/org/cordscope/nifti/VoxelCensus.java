package org.cordscope.nifti;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/** Meets every voxel once: whether they can be those of an image, and their hash. */
final class VoxelCensus {
    /** More grey values than any label volume of a spine has, fewer than the noise of one slice. */
    private static final int MOST_LABELS = 32;

    private final NiftiHeader header;
    private final MessageDigest digest;
    private final Set<Double> values = new HashSet<>();
    private boolean areWhole = true;
    private boolean areFinite = true;

    VoxelCensus(NiftiHeader header) {
        this.header = header;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        digest.update(String.valueOf(header).getBytes(StandardCharsets.UTF_8));
    }

    void add(byte[] piece, int length) {
        digest.update(piece, 0, length);
        boolean counted = values.size() > MOST_LABELS || !areWhole;
        boolean floating = header.type() == VoxelType.FLOAT32 || header.type() == VoxelType.FLOAT64;
        if (counted && !floating) {
            return;
        }
        ByteBuffer voxels = ByteBuffer.wrap(piece).order(header.order());
        for (int at = 0; at < length; at += header.type().bytes) {
            double value = header.type().value(voxels, at);
            areFinite &= Double.isFinite(value * header.slope() + header.intercept());
            if (values.size() <= MOST_LABELS) {
                areWhole &= value == Math.rint(value);
                values.add(value);
            }
        }
    }

    boolean areFinite() {
        return areFinite;
    }

    boolean areAllEqual() {
        return values.size() <= 1;
    }

    /** True for few values that are whole numbers. */
    boolean areLabels() {
        return areWhole && values.size() <= MOST_LABELS && header.voxels() > 32L * MOST_LABELS;
    }

    /** Of the geometry, the scaling and the voxels. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
