package ${package};

import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.particle.FittedInput;
import dev.sora.particle.State;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.SignalSpec;
import java.nio.FloatBuffer;
import java.util.List;

/** Encodes pictures of one size on the host, without tensors of the engine. */
record Fitted${className}(String column, int height, int width) implements FittedInput {

    @Override
    public SignalSpec spec() {
        return SignalSpec.floats(height + width);
    }

    @Override
    public State state() {
        return State.builder().integer("height", height).integer("width", width).build();
    }

    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        HostTensor profiles =
                HostTensor.allocate(DataType.FLOAT32, records.size(), height + width);
        FloatBuffer values = profiles.data().asFloatBuffer();
        for (DataRecord record : records) {
            values.put(profile(record));
        }
        return List.of(profiles);
    }

    private float[] profile(DataRecord record) {
        ImageValue image = record.get(column, ImageValue.class);
        if (image.height() != height || image.width() != width) {
            // For one broken record: 'on_error' of the manifest determines whether the run
            // continues.
            throw new RecordException(
                    Problem.of("${className.toUpperCase()}-4002", "a picture has another size")
                            .where(record.where())
                            .needs("%d x %d".formatted(width, height))
                            .have("%d x %d".formatted(image.width(), image.height()))
                            .fix("bring all pictures to one size"));
        }
        float[] means = new float[height + width];
        for (int row = 0; row < height; row++) {
            for (int at = 0; at < width; at++) {
                float brightness = 0;
                for (int channel = 0; channel < image.channels(); channel++) {
                    brightness += image.sample(row, at, channel) / (255f * image.channels());
                }
                means[row] += brightness / width;
                means[height + at] += brightness / height;
            }
        }
        return means;
    }
}
