package org.cordscope.phantom;

/**
 * What cohort to make.
 *
 * @param patients how many are included; the first of them are the same for every number
 * @param seed the same seed gives the same bytes
 * @param mode who they are
 * @param raters how many simulated raters label the slices
 * @param decoys true to add the series that a study has beside the axial T2w one, and patients whose study lacks it
 * @param masks true to write masks of what the truth is told from
 * @param matrix rows and columns of the axial pictures, for speed; 0 for what each scanner's protocol says
 */
public record PhantomRequest(
        int patients, long seed, Mode mode, int raters, boolean decoys, boolean masks, int matrix) {

    /** Whom a cohort is drawn from. */
    public enum Mode {
        /** Patients with symptoms, as the paper's. */
        PATIENTS,
        /** All adults: half of them without symptoms, a quarter with mild ones. */
        POPULATION
    }

    public PhantomRequest {
        if (patients < 1 || patients > 100_000) {
            throw new IllegalArgumentException("patients must be 1 to 100000: " + patients);
        }
        if (raters < 1 || raters > 20) {
            throw new IllegalArgumentException("raters must be 1 to 20: " + raters);
        }
        if (matrix != 0 && (matrix < 64 || matrix > 1024)) {
            throw new IllegalArgumentException("matrix must be 0 (as the scanner's protocol) or 64 to 1024: " + matrix);
        }
    }

    public static PhantomRequest defaults() {
        return new PhantomRequest(20, 1, Mode.PATIENTS, 2, true, true, 0);
    }

    public PhantomRequest withPatients(int newPatients) {
        return new PhantomRequest(newPatients, seed, mode, raters, decoys, masks, matrix);
    }

    public PhantomRequest withSeed(long newSeed) {
        return new PhantomRequest(patients, newSeed, mode, raters, decoys, masks, matrix);
    }

    public PhantomRequest withMode(Mode newMode) {
        return new PhantomRequest(patients, seed, newMode, raters, decoys, masks, matrix);
    }

    public PhantomRequest withRaters(int newRaters) {
        return new PhantomRequest(patients, seed, mode, newRaters, decoys, masks, matrix);
    }

    public PhantomRequest withDecoys(boolean newDecoys) {
        return new PhantomRequest(patients, seed, mode, raters, newDecoys, masks, matrix);
    }

    public PhantomRequest withMasks(boolean newMasks) {
        return new PhantomRequest(patients, seed, mode, raters, decoys, newMasks, matrix);
    }

    public PhantomRequest withMatrix(int newMatrix) {
        return new PhantomRequest(patients, seed, mode, raters, decoys, masks, newMatrix);
    }
}
