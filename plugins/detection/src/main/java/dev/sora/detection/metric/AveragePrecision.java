// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.metric;

import dev.sora.detection.metric.Matching.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Precision and recall of one class at one overlap, by the rules of COCO: the precision at a recall
 * is the greatest one at this or a higher recall, and the average is over 101 recalls from 0 to 1.
 */
final class AveragePrecision {

    private static final int RECALLS = 101;

    private final double[] recall;
    private final double[] precision;
    private final boolean defined;

    private record Ranked(double score, boolean hit) {}

    private AveragePrecision(double[] recall, double[] precision, boolean defined) {
        this.recall = recall;
        this.precision = precision;
        this.defined = defined;
    }

    /**
     * Measures one class.
     *
     * @param pictures the boxes of the class in each picture
     * @param iou the overlap that is enough
     */
    static AveragePrecision of(List<Matching> pictures, double iou) {
        List<Ranked> ranked = new ArrayList<>();
        long counted = 0;
        for (Matching picture : pictures) {
            Verdict[] verdicts = picture.verdicts(iou);
            for (int i = 0; i < verdicts.length; i++) {
                if (verdicts[i] != Verdict.LEFT_OUT) {
                    ranked.add(
                            new Ranked(picture.found().get(i).score(), verdicts[i] == Verdict.HIT));
                }
            }
            counted += picture.counted();
        }
        // stable: boxes of equal score stay in the order of the pictures
        ranked.sort(Comparator.comparingDouble(Ranked::score).reversed());
        double[] recall = new double[ranked.size()];
        double[] precision = new double[ranked.size()];
        long hits = 0;
        for (int i = 0; i < recall.length; i++) {
            hits += ranked.get(i).hit() ? 1 : 0;
            recall[i] = hits / (double) Math.max(1, counted);
            precision[i] = hits / (double) (i + 1);
        }
        for (int i = recall.length - 2; i >= 0; i--) {
            precision[i] = Math.max(precision[i], precision[i + 1]);
        }
        return new AveragePrecision(recall, precision, counted > 0);
    }

    /** Returns whether there is an object to find. */
    boolean defined() {
        return defined;
    }

    /** Returns the precisions at 101 recalls, 0, 0.01, … 1. */
    double[] precisions() {
        double[] all = new double[RECALLS];
        int at = 0;
        for (int i = 0; i < RECALLS; i++) {
            // as numpy.linspace(0, 1, 101), so that a recall that equals one is treated alike
            double wanted = i == RECALLS - 1 ? 1 : i * 0.01;
            while (at < recall.length && recall[at] < wanted) {
                at++;
            }
            all[i] = at < recall.length ? precision[at] : 0;
        }
        return all;
    }

    /** Returns the mean of the precisions at 101 recalls. */
    double mean() {
        double sum = 0;
        for (double each : precisions()) {
            sum += each;
        }
        return sum / RECALLS;
    }
}
