package org.cordscope.phantom;

/**
 * What cohort to make.
 *
 * @param patients how many; the first of them are the same for every number
 * @param seed the same seed gives the same bytes
 * @param decoys true to add the series that a study has beside the axial T2w one
 * @param matrix rows and columns of the axial pictures, for speed; 0 for what each scanner's protocol says
 */
public record PhantomRequest(int patients, long seed, boolean decoys, int matrix) {

    public PhantomRequest {
        if (patients < 1 || patients > 100_000) {
            throw new IllegalArgumentException("patients must be 1 to 100000: " + patients);
        }
        if (matrix != 0 && (matrix < 64 || matrix > 1024)) {
            throw new IllegalArgumentException("matrix must be 0 (as the scanner's protocol) or 64 to 1024: " + matrix);
        }
    }

    public static PhantomRequest defaults() {
        return new PhantomRequest(20, 1, true, 0);
    }

    public PhantomRequest withPatients(int newPatients) {
        return new PhantomRequest(newPatients, seed, decoys, matrix);
    }

    public PhantomRequest withSeed(long newSeed) {
        return new PhantomRequest(patients, newSeed, decoys, matrix);
    }

    public PhantomRequest withDecoys(boolean newDecoys) {
        return new PhantomRequest(patients, seed, newDecoys, matrix);
    }

    public PhantomRequest withMatrix(int newMatrix) {
        return new PhantomRequest(patients, seed, decoys, newMatrix);
    }
}
