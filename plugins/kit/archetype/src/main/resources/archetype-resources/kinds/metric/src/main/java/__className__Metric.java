package ${package};

import dev.sora.metric.ClassOutcome;
import dev.sora.metric.Interval;
import dev.sora.metric.MergingMetric;
import dev.sora.metric.MetricResult;
import java.util.Optional;

/**
 * The share of records whose actual class has at least a given probability. It accumulates counts
 * and divides at the end: the mean of the means of batches is wrong, because the last batch is
 * smaller.
 */
final class ${className}Metric implements MergingMetric<ClassOutcome, ${className}Metric> {

    private final double least;
    private long sure;
    private long records;

    ${className}Metric(double least) {
        this.least = least;
    }

    @Override
    public void add(ClassOutcome outcome) {
        for (int record = 0; record < outcome.size(); record++) {
            if (outcome.probability(record, outcome.targets()[record]) >= least) {
                sure++;
            }
        }
        records += outcome.size();
    }

    @Override
    public void merge(${className}Metric part) {
        sure += part.sure;
        records += part.records;
    }

    @Override
    public MetricResult result() {
        return records == 0
                ? MetricResult.undefined("is not defined: no record was measured")
                : MetricResult.of((double) sure / records);
    }

    @Override
    public Optional<Interval> interval() {
        // There is a formula for a proportion; for other values, Sora resamples records.
        return records == 0 ? Optional.empty() : Optional.of(Interval.ofShare(sure, records));
    }
}
