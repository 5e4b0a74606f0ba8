// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.faulty;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.ParticleType;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Scales vectors element by element, {@code y = s x}, with one fault for each constant. */
public enum FaultyParticle implements ParticleType {
    SOUND,
    /**
     * The scale is the left operand; no fault, because the product belongs to the pass in any case.
     */
    SCALE_FIRST {
        @Override
        NDArray compute(NDArray x, NDArray scale, Pass pass, long ratio) {
            return scale.mul(x);
        }
    },
    /** A tensor is created in the parent of the manager of the pass. */
    LEAKS {
        @Override
        NDArray compute(NDArray x, NDArray scale, Pass pass, long ratio) {
            return x.mul(scale).add(pass.manager().getParentManager().zeros(new Shape(5)));
        }
    },
    /** Noise is drawn on the device, but not through the pass. */
    PAST_THE_PASS {
        @Override
        NDArray compute(NDArray x, NDArray scale, Pass pass, long ratio) {
            return pass.training()
                    ? x.mul(scale).add(pass.manager().randomUniform(0, 1, new Shape(1)))
                    : x.mul(scale);
        }
    },
    /** Each result is detached from its manager and never freed. */
    DETACHES {
        @Override
        NDArray compute(NDArray x, NDArray scale, Pass pass, long ratio) {
            NDArray kept = x.mul(scale);
            kept.duplicate().detach();
            return kept;
        }
    },
    /** A manager is opened in each pass and never closed. */
    OPENS {
        @Override
        NDArray compute(NDArray x, NDArray scale, Pass pass, long ratio) {
            NDManager own = pass.manager().getParentManager().newSubManager();
            own.setName("mine");
            return x.mul(scale);
        }
    },
    /** The output has one number more than planned. */
    LIES {
        @Override
        NDArray compute(NDArray x, NDArray scale, Pass pass, long ratio) {
            NDArray y = x.mul(scale);
            return y.concat(y.sum(new int[] {1}, true), 1);
        }
    },
    /** Noise is drawn from an unseeded generator. */
    UNSEEDED {
        @Override
        NDArray compute(NDArray x, NDArray scale, Pass pass, long ratio) {
            double noise = pass.training() ? new Random().nextGaussian() * 0.1 : 0;
            return x.mul(scale).add((float) noise);
        }
    },
    /** The initial scale does not depend on the seed. */
    STARTS_FIXED {
        @Override
        Initialiser start() {
            return (values, shape, random) -> {
                Random own = new Random(42);
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) own.nextGaussian();
                }
            };
        }
    },
    /** A factor is hidden from the tape: the gradient is half of what it should be. */
    HALF_GRADIENT {
        @Override
        NDArray compute(NDArray x, NDArray scale, Pass pass, long ratio) {
            NDArray y = x.mul(scale);
            return y.mul(y.stopGradient());
        }
    },
    /** The scale is copied to the host and back, so no gradient reaches it. */
    NO_GRADIENT {
        @Override
        NDArray compute(NDArray x, NDArray scale, Pass pass, long ratio) {
            return x.mul(pass.manager().create(scale.toFloatArray()));
        }
    },
    /** The ratio may be zero, and the particle divides by it. */
    DIVIDES {
        @Override
        NDArray compute(NDArray x, NDArray scale, Pass pass, long ratio) {
            return x.mul(scale).mul(Math.floorDiv(1, ratio));
        }
    },
    /** Its input is changed in place. */
    IN_PLACE {
        @Override
        NDArray compute(NDArray x, NDArray scale, Pass pass, long ratio) {
            return pass.training() ? x.mul(scale) : x.muli(scale);
        }
    },
    /** In prediction, the records of a batch are mixed. */
    MIXES {
        @Override
        NDArray compute(NDArray x, NDArray scale, Pass pass, long ratio) {
            return x.sub(x.mean(new int[] {0}, true)).mul(scale);
        }
    },
    /** A sum of large and small numbers, whose rounding depends on how many threads divide it. */
    CANCELS {
        @Override
        NDArray compute(NDArray x, NDArray scale, Pass pass, long ratio) {
            float[] terms = new float[1 << 18];
            for (int i = 0; i < terms.length; i++) {
                terms[i] = (float) (Math.sin(i) * 1e7);
            }
            NDArray sum = pass.manager().create(terms).sum();
            return x.mul(scale).add(sum.sin());
        }
    },
    /** A product counts further than bfloat16 can. */
    COUNTS {
        @Override
        NDArray compute(NDArray x, NDArray scale, Pass pass, long ratio) {
            NDArray none = x.mul(scale).mul(0f);
            return none.add(257f).matMul(pass.manager().eye((int) x.getShape().get(1)));
        }
    },
    /** A difference of two products that are large beside it. */
    SUBTRACTS {
        @Override
        NDArray compute(NDArray x, NDArray scale, Pass pass, long ratio) {
            NDArray same = pass.manager().eye((int) x.getShape().get(1));
            NDArray large = same.mul(0f).add(64f).get(":1");
            return x.mul(scale).add(large).matMul(same).sub(large.matMul(same));
        }
    },
    /** Numbers are moved far from zero, where a product cannot tell them apart. */
    OFFSETS {
        @Override
        NDArray compute(NDArray x, NDArray scale, Pass pass, long ratio) {
            return x.mul(scale).add(256f).matMul(pass.manager().eye((int) x.getShape().get(1)));
        }
    },
    /** No fault: what needs more digits is computed in full precision. */
    ASKS {
        @Override
        NDArray compute(NDArray x, NDArray scale, Pass pass, long ratio) {
            return pass.inFullPrecision(() -> SUBTRACTS.compute(x, scale, pass, ratio));
        }
    },
    /** Unsuitable signals are refused, but the message does not show them. */
    MUTTERS {
        @Override
        ParticlePlan plan(SignalSpec input) {
            try {
                return super.plan(input);
            } catch (ShapeException e) {
                throw new ShapeException(e.needs(), "something else", "");
            }
        }
    },
    /** The planned signals are not checked. */
    TAKES_ALL {
        @Override
        ParticlePlan plan(SignalSpec input) {
            long size = input.values().rank() == 0 ? 1 : input.values().dimension(0);
            return ParticlePlan.of(input, ParameterSpec.weight("scale", start(), size));
        }
    },
    /** The number of values is stored in a field between calls. */
    SHARES {
        @Override
        public UnaryParticle create(Settings settings) {
            return new UnaryParticle() {
                private int records;

                @Override
                public ParticlePlan plan(SignalSpec input) {
                    return SHARES.plan(input);
                }

                @Override
                public Signal forward(Signal input, Pass pass) {
                    records = (int) input.values().getShape().get(0);
                    NDArray y = input.values().mul(pass.parameter("scale"));
                    dawdle();
                    return Signal.of(y.reshape(new Shape(records, -1)));
                }

                /** Waits, so that calls of other threads interleave. */
                private void dawdle() {
                    if (records <= 3) {
                        LockSupport.parkNanos(3_000_000);
                    }
                }
            };
        }
    };

    private static final Setting<Long> RATIO = Setting.integer("ratio", "A ratio.").orElse(1L);
    private static final Setting<Long> SOUND_RATIO =
            Setting.integer("ratio", "A ratio.").atLeast(1).orElse(1L);

    private Setting<Long> ratio() {
        return this == DIVIDES ? RATIO : SOUND_RATIO;
    }

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(name().toLowerCase(Locale.ROOT), "Scales vectors.", ratio());
    }

    Initialiser start() {
        return Initialiser.normal(1);
    }

    ParticlePlan plan(SignalSpec input) {
        if (input.isSequence() || input.values().isIndices() || input.values().rank() != 1) {
            throw new ShapeException("vectors", input);
        }
        return ParticlePlan.of(
                input, ParameterSpec.weight("scale", start(), input.values().dimension(0)));
    }

    NDArray compute(NDArray x, NDArray scale, Pass pass, long ratio) {
        return x.mul(scale);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        long ratio = settings.get(ratio());
        return new UnaryParticle() {
            @Override
            public ParticlePlan plan(SignalSpec input) {
                return FaultyParticle.this.plan(input);
            }

            @Override
            public Signal forward(Signal input, Pass pass) {
                return Signal.of(compute(input.values(), pass.parameter("scale"), pass, ratio));
            }
        };
    }
}
