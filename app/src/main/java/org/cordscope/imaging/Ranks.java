package org.cordscope.imaging;

/** Finds the value of a rank without sorting the others (Hoare's selection). */
final class Ranks {
    private Ranks() {}

    /**
     * The value that would stand at a place if the values were sorted; reorders them.
     *
     * @param values none of them NaN
     * @param rank from 0
     */
    static float select(float[] values, int rank) {
        int from = 0;
        int to = values.length - 1;
        while (from < to) {
            float pivot = middle(values[from], values[(from + to) >>> 1], values[to]);
            int low = from;
            int high = to;
            while (low <= high) {
                while (values[low] < pivot) {
                    low++;
                }
                while (values[high] > pivot) {
                    high--;
                }
                if (low <= high) {
                    float swapped = values[low];
                    values[low++] = values[high];
                    values[high--] = swapped;
                }
            }
            if (rank <= high) {
                to = high;
            } else if (rank >= low) {
                from = low;
            } else {
                return pivot;
            }
        }
        return values[rank];
    }

    private static float middle(float a, float b, float c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
