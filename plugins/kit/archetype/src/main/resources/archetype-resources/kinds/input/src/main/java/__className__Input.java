package ${package};

import dev.sora.data.ImageValue;
import dev.sora.data.Records;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;

/** The input before fitting, which learns the size of the pictures. */
record ${className}Input(String column) implements InputParticle {

    private static final long MOST = 1 << 16;

    @Override
    public SignalSpec spec() {
        return SignalSpec.floats(TensorSpec.UNKNOWN);
    }

    @Override
    public FittedInput fit(Records records) {
        int[] size = new int[2];
        records.forEach(
                record -> {
                    if (size[0] == 0) {
                        ImageValue image = record.get(column, ImageValue.class);
                        size[0] = image.height();
                        size[1] = image.width();
                    }
                });
        if (size[0] == 0) {
            throw new DataException(
                    Problem.of("${className.toUpperCase()}-4001", "there is no picture to learn the size from")
                            .needs("at least one record"));
        }
        return new Fitted${className}(column, size[0], size[1]);
    }

    @Override
    public FittedInput restore(State state) {
        // The state is untrusted: each read names what it needs and refuses other values.
        return new Fitted${className}(
                column, (int) state.integer("height", 1, MOST), (int) state.integer("width", 1, MOST));
    }
}
