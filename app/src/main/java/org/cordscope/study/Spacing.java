package org.cordscope.study;

/** Distance between pixel centres in mm: {@code rowMm} from row to row (down), {@code columnMm} from column to column. */
public record Spacing(double rowMm, double columnMm) {

    public Spacing {
        if (!(rowMm > 0) || !(columnMm > 0) || rowMm > 1000 || columnMm > 1000) {
            throw new IllegalArgumentException("pixel spacing must be positive mm: " + rowMm + " x " + columnMm);
        }
    }
}
