package org.cordscope.inference.explanation;

import org.cordscope.evaluation.Estimate;
import org.cordscope.learning.saliency.MapMethod;

/**
 * How well a method finds the structure of the masks on compressed slices: means over slices, intervals by patient.
 *
 * @param chance mean share of pixels in the mask: the AUPRC of a map without any difference
 * @param averageMask AUPRC of the average mask of the other patients, shown on each slice alike
 * @param hits share of slices whose strongest pixel lies in the mask or beside it
 */
public record Found(
        MapMethod method, int slices, Estimate auprc, Estimate chance, Estimate averageMask, Estimate hits) {}
