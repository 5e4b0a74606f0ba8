// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.weights;

import dev.sora.core.weights.WireReader.WireException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The weights of an ONNX file: its float initialisers, by the names of the layers that they come
 * from.
 *
 * <p>The exporter of PyTorch folds the transposition of a linear layer's weight into the file and
 * gives the result a number as a name ({@code onnx::MatMul_712}); the layer's name is left in the
 * node that multiplies by it ({@code /encoder/layer.0/attention/self/query/MatMul}). Such a matrix
 * gets the layer's name ({@code encoder.layer.0.attention.self.query.weight}), and its original
 * rows and columns.
 *
 * <p>Weights quantised to 8 bits ({@code NAME_quantized}, {@code NAME_scale}, {@code
 * NAME_zero_point}, as ONNX Runtime's quantiser writes them) become {@code (q - zero_point) scale},
 * the definition of the operator DequantizeLinear; a matrix that the right side of a product is may
 * have a scale for each column.
 */
final class OnnxFile {

    private static final int MAX_TENSORS = 100_000;
    private static final int MAX_NODES = 1_000_000;
    private static final String QUANTISED = "_quantized";

    private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();

    /** The layer whose node multiplies by a matrix, by the name of the matrix. */
    private final Map<String, String> layers = new HashMap<>();

    /** The names of right sides of products. */
    private final Set<String> factors = new HashSet<>();

    private int nodes;

    private OnnxFile() {}

    /**
     * Reads the weights of a file in memory.
     *
     * @throws WireException if it is not an ONNX file
     */
    static List<ForeignTensor> read(ByteBuffer file) {
        OnnxFile found = new OnnxFile();
        boolean graph = false;
        WireReader in = new WireReader(file);
        while (in.next()) {
            if (in.at(7, WireReader.BYTES)) {
                graph = true;
                found.graph(in.bytes());
            } else {
                in.skip();
            }
        }
        if (!graph) {
            throw new WireException("not an ONNX file: it has no graph");
        }
        return found.weights();
    }

    private void graph(ByteBuffer message) {
        WireReader in = new WireReader(message);
        while (in.next()) {
            if (in.at(1, WireReader.BYTES)) {
                node(in.bytes());
            } else if (in.at(5, WireReader.BYTES)) {
                OnnxTensor tensor = OnnxTensor.read(in.bytes());
                if (tensors.put(tensor.name(), tensor) != null) {
                    throw new WireException("two tensors are called '%s'".formatted(tensor.name()));
                }
                if (tensors.size() > MAX_TENSORS) {
                    throw new WireException("more than %d tensors".formatted(MAX_TENSORS));
                }
            } else {
                in.skip();
            }
        }
    }

    private void node(ByteBuffer message) {
        if (++nodes > MAX_NODES) {
            throw new WireException("more than %d nodes".formatted(MAX_NODES));
        }
        WireReader in = new WireReader(message);
        List<String> inputs = new ArrayList<>(4);
        String name = "";
        String operator = "";
        while (in.next()) {
            if (in.at(1, WireReader.BYTES)) {
                String input = in.text(OnnxTensor.MAX_NAME);
                if (inputs.size() < 4) {
                    inputs.add(input);
                }
            } else if (in.at(3, WireReader.BYTES)) {
                name = in.text(OnnxTensor.MAX_NAME);
            } else if (in.at(4, WireReader.BYTES)) {
                operator = in.text(OnnxTensor.MAX_NAME);
            } else {
                in.skip();
            }
        }
        boolean product = operator.equals("MatMul") || operator.equals("MatMulInteger");
        if (product && inputs.size() > 1) {
            factors.add(inputs.get(1));
        }
        int end = name.lastIndexOf("/MatMul");
        if (product && inputs.size() > 1 && name.startsWith("/") && end > 0) {
            // a name that no initialiser has is the result of another node: never asked for
            layers.putIfAbsent(inputs.get(1), name.substring(1, end).replace('/', '.') + ".weight");
        }
    }

    private List<ForeignTensor> weights() {
        List<ForeignTensor> weights = new ArrayList<>();
        for (OnnxTensor tensor : tensors.values()) {
            String base = quantised(tensor);
            if (!base.isEmpty()) {
                weights.add(named(dequantised(tensor, base), tensor.name()));
            } else if (tensor.isFloat() && !isScale(tensor.name())) {
                tensor.size();
                weights.add(
                        named(
                                new ForeignTensor(tensor.name(), tensor.shape(), tensor::floats),
                                tensor.name()));
            }
        }
        return weights;
    }

    private boolean isScale(String name) {
        return name.endsWith("_scale")
                && tensors.containsKey(name.substring(0, name.length() - 6) + QUANTISED);
    }

    /** Returns the name of the weight that was quantised; empty if this is no such tensor. */
    private String quantised(OnnxTensor tensor) {
        boolean bytes = tensor.type() == OnnxTypes.UINT8 || tensor.type() == OnnxTypes.INT8;
        if (!bytes || !tensor.name().endsWith(QUANTISED)) {
            return "";
        }
        String base = tensor.name().substring(0, tensor.name().length() - QUANTISED.length());
        return tensors.containsKey(base + "_scale") ? base : "";
    }

    private ForeignTensor dequantised(OnnxTensor tensor, String base) {
        long size = tensor.size();
        OnnxTensor scale = tensors.get(base + "_scale");
        OnnxTensor zero = tensors.get(base + "_zero_point");
        // elsewhere the scales may be those of rows
        boolean byColumn = tensor.shape().size() == 2 && factors.contains(tensor.name());
        boolean sound =
                scale.isFloat()
                        && (scale.size() == 1 || byColumn && scale.size() == tensor.shape().get(1))
                        && (zero == null
                                || zero.type() == tensor.type() && zero.size() == scale.size());
        if (!sound) {
            throw new WireException(
                    "'%s' is quantised with scales of a form that is not read"
                            .formatted(tensor.name()));
        }
        return new ForeignTensor(
                base,
                tensor.shape(),
                () -> {
                    float[] values = tensor.floats();
                    float[] scales = scale.floats();
                    float[] zeros = zero == null ? new float[scales.length] : zero.floats();
                    for (int i = 0; i < size; i++) {
                        int column = scales.length == 1 ? 0 : i % scales.length;
                        values[i] = (values[i] - zeros[column]) * scales[column];
                    }
                    return values;
                });
    }

    /** Gives a matrix without a name of its own the name of its layer. */
    private ForeignTensor named(ForeignTensor tensor, String inFile) {
        boolean nameless =
                tensor.name().startsWith("onnx::")
                        || !tensor.name().isEmpty()
                                && tensor.name().chars().allMatch(c -> c >= '0' && c <= '9');
        String layer = layers.get(inFile);
        return nameless && layer != null ? tensor.transposed().named(layer) : tensor;
    }
}
