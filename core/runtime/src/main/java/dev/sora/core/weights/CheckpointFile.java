// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.weights;

import dev.sora.artefact.LocalArtefact;
import dev.sora.core.io.Digests;
import dev.sora.core.io.ReadProblems;
import dev.sora.core.io.Safetensors;
import dev.sora.core.io.TensorData;
import dev.sora.core.weights.WireReader.WireException;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/**
 * The tensors of a file that another program wrote.
 *
 * @param path the file, or the jar that contains it
 * @param name the name of the file, for messages
 * @param size the size of the file at the path in bytes
 * @param sha256 the digest of the file at the path
 * @param metadata the strings in the header of a safetensors file; else empty
 */
public record CheckpointFile(
        Path path,
        String name,
        long size,
        String sha256,
        List<ForeignTensor> tensors,
        Map<String, String> metadata) {

    /** The endings of names of files that are read. */
    public static final List<String> ENDINGS = List.of(".safetensors", ".onnx");

    private static final long LARGEST = Integer.MAX_VALUE - 8L;

    /** Reads a file. */
    public static CheckpointFile read(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() > LARGEST) {
                throw tooLarge(file.toString());
            }
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            MessageDigest digest = Digests.newDigest();
            digest.update(bytes.duplicate());
            String name = String.valueOf(file.getFileName());
            return new CheckpointFile(
                    file,
                    name,
                    channel.size(),
                    Digests.hex(digest),
                    tensors(bytes, file, name),
                    metadata(bytes, file, name));
        } catch (IOException e) {
            throw new DataException(ReadProblems.unreadable(file, e), e);
        }
    }

    /** Reads a file of an artefact. */
    public static CheckpointFile read(LocalArtefact artefact) {
        // a jar may unpack to any size, and the bytes are held in memory until they are converted
        int most = (int) Math.min(LARGEST, Runtime.getRuntime().maxMemory() / 4);
        try (InputStream in = artefact.open()) {
            byte[] bytes = in.readNBytes(most);
            if (bytes.length == most) {
                throw tooLarge(artefact.toString());
            }
            Path jar = artefact.jar();
            return new CheckpointFile(
                    jar,
                    artefact.toString(),
                    jar.toFile().length(),
                    Digests.sha256(jar),
                    tensors(ByteBuffer.wrap(bytes), jar, artefact.entry()),
                    metadata(ByteBuffer.wrap(bytes), jar, artefact.entry()));
        } catch (IOException e) {
            throw new DataException(ReadProblems.unreadable(artefact.jar(), e), e);
        }
    }

    private static String where(Path file, String name) {
        return file + (file.endsWith(name) ? "" : "!/" + name);
    }

    private static Map<String, String> metadata(ByteBuffer bytes, Path file, String name) {
        return name.endsWith(".safetensors")
                ? Safetensors.metadata(bytes.duplicate(), where(file, name))
                : Map.of();
    }

    private static List<ForeignTensor> tensors(ByteBuffer bytes, Path file, String name) {
        String where = where(file, name);
        if (name.endsWith(".safetensors")) {
            try {
                return safetensors(bytes, where);
            } catch (SoraException e) {
                throw e;
            } catch (RuntimeException e) {
                throw broken(where, e);
            }
        }
        if (!name.endsWith(".onnx")) {
            throw new DataException(
                    Problem.of("SORA-4580", "the file has no form that weights are read from")
                            .where(where)
                            .needs("a name that ends in .safetensors or .onnx")
                            .have(name)
                            .fix(
                                    "convert the weights to safetensors; files of pickle are not read"));
        }
        try {
            return OnnxFile.read(bytes);
        } catch (WireException | ArithmeticException e) {
            throw new DataException(
                    Problem.of("SORA-4581", "the ONNX file cannot be read")
                            .where(where)
                            .have(String.valueOf(e.getMessage()))
                            .fix("export the model into one file again"),
                    e);
        } catch (RuntimeException e) {
            throw broken(where, e);
        }
    }

    private static List<ForeignTensor> safetensors(ByteBuffer bytes, String where) {
        List<ForeignTensor> tensors = new ArrayList<>();
        Safetensors.slices(bytes, where, EnumSet.allOf(TensorData.Type.class))
                .forEach(
                        (name, tensor) -> {
                            switch (tensor.type()) {
                                case F32 -> add(tensors, name, tensor, Elements::floats);
                                case F64 -> add(tensors, name, tensor, Elements::doubles);
                                case F16 -> add(tensors, name, tensor, Elements::halves);
                                case BF16 -> add(tensors, name, tensor, Elements::upperHalves);
                                default -> {
                                    // indices and masks are not weights
                                }
                            }
                        });
        return tensors;
    }

    private interface Conversion {
        float[] of(ByteBuffer data);
    }

    private static void add(
            List<ForeignTensor> all, String name, TensorData tensor, Conversion conversion) {
        if (tensor.shape().stream().anyMatch(size -> size > Integer.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "'%s' has an impossible shape %s".formatted(name, tensor.shape()));
        }
        all.add(new ForeignTensor(name, tensor.shape(), () -> conversion.of(tensor.buffer())));
    }

    private static DataException broken(String where, RuntimeException e) {
        return new DataException(
                Problem.of("SORA-4584", "the file of weights is broken")
                        .where(where)
                        .have(String.valueOf(e.getMessage()))
                        .fix("write or fetch the file again"),
                e);
    }

    private static DataException tooLarge(String where) {
        return new DataException(
                Problem.of("SORA-4582", "the file of weights is too large")
                        .where(where)
                        .needs("less than 2 GiB, and in a jar less than a quarter of the Java heap")
                        .fix("store the weights as 16-bit numbers, or use a smaller model"));
    }
}
