package org.cordscope.learning.torch;

import org.cordscope.learning.saliency.ActivationMap;

/**
 * Grad-CAM and Grad-CAM++ of feature maps with the gradient of the logit: arithmetic on arrays.
 *
 * @param activations {@code channels * side * side}
 * @param gradients likewise
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record ClassActivation(int channels, int side, float[] activations, float[] gradients) {

    ClassActivation {
        if (activations.length != channels * side * side || gradients.length != activations.length) {
            throw new IllegalArgumentException("feature maps and gradients do not fit " + channels + " x " + side);
        }
    }

    /** Weight of a channel is the mean of its gradient (Selvaraju et al. 2017, equations 1 and 2). */
    ActivationMap gradCam(int size) {
        int area = side * side;
        double[] weights = new double[channels];
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < area; i++) {
                weights[c] += gradients[c * area + i] / area;
            }
        }
        return combined(weights, size);
    }

    /**
     * Weight of a channel is the sum of its positive gradients, each times g^2 / (2 g^2 + g^3 sum of the channel)
     * (Chattopadhyay et al. 2018, equation 19, with the exponential of the logit as the score, whose factor cancels out).
     */
    ActivationMap gradCamPlusPlus(int size) {
        int area = side * side;
        double[] weights = new double[channels];
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            for (int i = 0; i < area; i++) {
                sum += activations[c * area + i];
            }
            for (int i = 0; i < area; i++) {
                double g = gradients[c * area + i];
                double below = 2 * g * g + g * g * g * sum;
                weights[c] += below == 0 ? 0 : g * g / below * Math.max(0, g);
            }
        }
        return combined(weights, size);
    }

    /** ReLU of the weighted sum, enlarged to the image. */
    private ActivationMap combined(double[] weights, int size) {
        int area = side * side;
        float[] map = new float[area];
        for (int i = 0; i < area; i++) {
            double sum = 0;
            for (int c = 0; c < channels; c++) {
                sum += weights[c] * activations[c * area + i];
            }
            map[i] = (float) Math.max(0, sum);
        }
        return ActivationMap.scaled(side, side, map).resampled(size, size, 1, 1);
    }
}
