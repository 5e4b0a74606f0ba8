// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.engine.Tape;
import dev.sora.particle.Particle;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.ParticleType;
import dev.sora.particle.Pass;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.SampleSignal;
import dev.sora.testkit.Workbench;
import dev.sora.testkit.trial.TestEngine;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Losses by hand, and the gradient of the loss for a given assignment. */
final class TestDetectionLoss {

    /** Two positions and two classes. The box is given as left, top, width and height. */
    private static final class LossType implements ParticleType {

        @Override
        public TypeDescriptor descriptor() {
            return TypeDescriptor.of("loss", "The loss of each record for one assignment.");
        }

        @Override
        public boolean takesSeveral() {
            return true;
        }

        @Override
        public Particle create(Settings settings) {
            return new Loss();
        }
    }

    private static final class Loss implements Particle {

        @Override
        public ParticlePlan plan(List<SignalSpec> inputs) {
            return ParticlePlan.of(SignalSpec.floats(1));
        }

        @Override
        public Signal forward(List<Signal> inputs, Pass pass) {
            NDList parts = inputs.get(1).values().split(2, 2);
            NDArray boxes =
                    NDArrays.concat(new NDList(parts.get(0), parts.get(0).add(parts.get(1))), 2);
            long records = boxes.getShape().get(0);
            NDArray loss =
                    DetectionLoss.each(
                            inputs.get(0).values(),
                            boxes,
                            assignment(pass.manager(), records),
                            pass.manager().ones(new Shape(records)).mul(2),
                            3);
            return Signal.of(loss.expandDims(1));
        }
    }

    private static Assignment assignment(NDManager manager, long records) {
        return new Assignment(
                all(manager, records, new float[] {0.7f, 0, 0, 0.2f}, 2, 2),
                all(
                        manager,
                        records,
                        new float[] {0.2f, 0.1f, 0.6f, 0.5f, 0.5f, 0.5f, 0.9f, 0.8f},
                        2,
                        4),
                all(manager, records, new float[] {0.7f, 0.2f}, 2),
                all(manager, records, new float[] {1, 1}, 2));
    }

    private static NDArray all(NDManager manager, long records, float[] values, long... shape) {
        long[] one = new long[shape.length + 1];
        one[0] = 1;
        System.arraycopy(shape, 0, one, 1, shape.length);
        long[] many = one.clone();
        many[0] = records;
        return manager.create(values, new Shape(one)).broadcast(new Shape(many));
    }

    @TestFactory
    Stream<DynamicTest> hasTheRightGradient() {
        return Contracts.particle(new LossType())
                .on(
                        SampleSignal.floats(2, 2),
                        SampleSignal.of(SignalSpec.floats(2, 4)).between(0.15, 0.45))
                .tests();
    }

    private static Overlap overlap(NDArray one, NDArray other) {
        return Overlap.of(Corners.of(one), Corners.of(other));
    }

    /**
     * Boxes 2 x 2 and 2 x 2 that share 1 x 2: 2 of 6; the hull is 3 x 2, so nothing is taken off.
     */
    @Test
    void comparesBoxesByHand() {
        try (Workbench bench = new Workbench()) {
            NDArray one = bench.manager().create(new float[] {0, 0, 2, 2}, new Shape(1, 4));
            NDArray beside = bench.manager().create(new float[] {1, 0, 3, 2}, new Shape(1, 4));
            // hull 4 x 4, union 4 + 4: one half of the hull is empty
            NDArray away = bench.manager().create(new float[] {2, 2, 4, 4}, new Shape(1, 4));

            assertThat(overlap(one, beside).iou().toFloatArray()[0])
                    .isEqualTo(1 / 3f, within(1e-6f));
            assertThat(overlap(one, beside).generalised().toFloatArray()[0])
                    .isEqualTo(1 / 3f, within(1e-6f));
            assertThat(overlap(one, away).iou().toFloatArray()[0]).isZero();
            assertThat(overlap(one, away).generalised().toFloatArray()[0])
                    .isEqualTo(-0.5f, within(1e-6f));
        }
    }

    /**
     * Pull request 3394 of mmdetection, and issue 19 of DIoU-pytorch-detectron: predicted boxes
     * without an area made the gradient NaN.
     */
    @Test
    void predictedBoxesWithoutAnAreaHaveAGradient() {
        try (Workbench bench = new Workbench();
                Tape tape = TestEngine.engine().openTape()) {
            NDManager manager = bench.manager();
            NDArray boxes =
                    manager.create(
                            new float[] {0.3f, 0.7f, 0.3f, 0.7f, 0.2f, 0.1f, 0.2f, 0.5f},
                            new Shape(2, 4));
            NDArray actual =
                    manager.create(
                            new float[] {0.3f, 0.7f, 0.4f, 0.8f, 0.6f, 0.5f, 0.9f, 0.8f},
                            new Shape(2, 4));
            NDArray leaf = tape.watch(boxes);

            NDArray likeness = overlap(leaf, actual).generalised();
            tape.backward(likeness.sum());

            assertThat(likeness.toFloatArray()[1]).isLessThan(-0.7f);
            for (float number : tape.gradient(leaf).toFloatArray()) {
                assertThat(number).isFinite();
            }
        }
    }

    /** At p = 1/2 the cross-entropy is ln 2 whatever q is; (q - p)^2 is 1/4 for q = 1. */
    @Test
    void qualityFocalLossByHand() {
        try (Workbench bench = new Workbench()) {
            NDArray logits = bench.manager().create(new float[] {0, 0, 100, -100});
            NDArray quality = bench.manager().create(new float[] {1, 0.5f, 1, 1});

            float[] losses = DetectionLoss.quality(logits, quality).toFloatArray();

            assertThat(losses[0]).isEqualTo((float) Math.log(2) / 4, within(1e-6f));
            assertThat(losses[1]).isZero();
            assertThat(losses[2]).isEqualTo(0, within(1e-6f));
            assertThat(losses[3]).isEqualTo(100, within(1e-3f));
        }
    }
}
