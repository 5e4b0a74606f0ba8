// SPDX-License-Identifier: Apache-2.0
package dev.sora.onnx;

import dev.sora.onnx.Wire.WireException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an ONNX file says about its inputs and outputs. Field numbers are those of {@code
 * onnx.proto}.
 *
 * @param inputs the inputs that have no value in the file
 * @param outputs the outputs
 */
record ModelGraph(List<Port> inputs, List<Port> outputs) {

    private static final int MOST_PORTS = 1_000;
    private static final int MOST_DEPTH = 20;
    private static final int EXTERNAL = 1;

    /**
     * Reads a file in memory.
     *
     * @throws WireException if it is not an ONNX file, or names other files
     */
    static ModelGraph read(ByteBuffer file) {
        Wire in = new Wire(file);
        ModelGraph found = null;
        while (in.next()) {
            if (in.at(7)) {
                if (found != null) {
                    throw new WireException("two graphs");
                }
                found = graph(in.message());
            } else if (in.at(25)) {
                function(in.message());
            } else if (in.at(20)) {
                throw new WireException("it describes a training");
            } else {
                in.skip();
            }
        }
        if (found == null) {
            throw new WireException("not an ONNX file: it has no graph");
        }
        return found;
    }

    private static ModelGraph graph(Wire in) {
        List<Port> inputs = new ArrayList<>();
        List<Port> outputs = new ArrayList<>();
        Set<String> given = new HashSet<>();
        while (in.next()) {
            if (in.at(1)) {
                node(in.message(), 0);
            } else if (in.at(5)) {
                given.add(tensor(in.message()));
            } else if (in.at(15)) {
                sparse(in.message());
            } else if (in.at(11)) {
                inputs.add(Port.read(in.message()));
            } else if (in.at(12)) {
                outputs.add(Port.read(in.message()));
            } else {
                in.skip();
            }
            if (inputs.size() + outputs.size() > MOST_PORTS) {
                throw new WireException("more than %d inputs and outputs".formatted(MOST_PORTS));
            }
        }
        // older files list their weights as inputs, too
        inputs.removeIf(port -> given.contains(port.name()));
        return new ModelGraph(List.copyOf(inputs), List.copyOf(outputs));
    }

    private static void function(Wire in) {
        while (in.next()) {
            if (in.at(7)) {
                node(in.message(), 0);
            } else if (in.at(11)) {
                attribute(in.message(), 0);
            } else {
                in.skip();
            }
        }
    }

    private static void node(Wire in, int depth) {
        while (in.next()) {
            if (in.at(5)) {
                attribute(in.message(), depth);
            } else {
                in.skip();
            }
        }
    }

    private static void attribute(Wire in, int depth) {
        while (in.next()) {
            if (in.at(5) || in.at(10)) {
                tensor(in.message());
            } else if (in.at(22) || in.at(23)) {
                sparse(in.message());
            } else if (in.at(6) || in.at(11)) {
                inner(in.message(), depth + 1);
            } else {
                in.skip();
            }
        }
    }

    /** A graph within a node, such as a branch: only its tensors matter. */
    private static void inner(Wire in, int depth) {
        if (depth > MOST_DEPTH) {
            throw new WireException("graphs within graphs, deeper than %d".formatted(MOST_DEPTH));
        }
        while (in.next()) {
            if (in.at(1)) {
                node(in.message(), depth);
            } else if (in.at(5)) {
                tensor(in.message());
            } else if (in.at(15)) {
                sparse(in.message());
            } else {
                in.skip();
            }
        }
    }

    private static void sparse(Wire in) {
        while (in.next()) {
            if (in.at(1) || in.at(2)) {
                tensor(in.message());
            } else {
                in.skip();
            }
        }
    }

    private static String tensor(Wire in) {
        String name = "";
        boolean external = false;
        while (in.next()) {
            if (in.at(8)) {
                name = in.text();
            } else if (in.at(13)) {
                external = true;
                in.skip();
            } else if (in.atNumber(14)) {
                external |= in.varint() == EXTERNAL;
            } else {
                in.skip();
            }
        }
        if (external) {
            throw new WireException("the values of '%s' are in another file".formatted(name));
        }
        return name;
    }

    Optional<Port> input(String name) {
        return inputs.stream().filter(port -> port.name().equals(name)).findFirst();
    }

    Optional<Port> output(String name) {
        return outputs.stream().filter(port -> port.name().equals(name)).findFirst();
    }
}
