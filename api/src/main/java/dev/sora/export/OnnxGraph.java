// SPDX-License-Identifier: Apache-2.0
package dev.sora.export;

import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The ONNX graph of a model while it is written, as one node of the model sees it. Each method
 * returns the name of a tensor.
 *
 * @since 1.0
 */
@ProviderType
public interface OnnxGraph {

    /**
     * Returns a parameter of the node.
     *
     * @param name its name in the plan
     * @throws IllegalArgumentException if the node has no such parameter
     */
    String parameter(String name);

    /**
     * Returns a view of this graph for a part of the node, whose parameters are named {@code
     * prefix.…}.
     */
    OnnxGraph within(String prefix);

    /**
     * Returns a constant of 32-bit floats.
     *
     * @param shape the dimensions; a scalar if there are none and one value
     * @throws IllegalArgumentException if the shape has another number of values
     */
    String floats(float[] values, long... shape);

    /**
     * Returns a constant of 64-bit floats, for results that 32 bits would round too much, such as
     * points in time. The other operands of its operators have 64 bits as well.
     *
     * @param shape the dimensions; a scalar if there are none and one value
     * @throws IllegalArgumentException if the shape has another number of values
     */
    String doubles(double[] values, long... shape);

    /**
     * Returns the values of a column, as an input of the file. Several particles that read a column
     * share it.
     *
     * @param name the column
     * @param type the type of its elements; {@link DataType#STRING} for texts. Missing numbers are
     *     NaN in 64-bit floats, missing texts are empty
     * @param shape the dimensions of a value; none for a single one
     * @throws UnsupportedOperationException if another particle reads it in another form, or the
     *     type cannot be exported
     * @since 1.2
     */
    String column(String name, DataType type, long... shape);

    /** Returns a constant vector of 64-bit integers. */
    String integers(long... values);

    /**
     * Adds an operator of ONNX operator set 17 with one result, or one of version 3 of the
     * operators for machine learning under its full name, such as {@code ai.onnx.ml.LabelEncoder}.
     *
     * @param inputs the names of tensors
     * @param attributes by name: {@code Long}, {@code Float}, {@code String}, {@code long[]}, or
     *     {@code String[]}
     * @return the name of its result
     * @throws IllegalArgumentException if an attribute has another type
     */
    String node(String operator, List<String> inputs, Map<String, ?> attributes);

    /**
     * Stores a text about the node in the metadata of the file, such as the names of classes.
     *
     * @param key added to the name of the node
     */
    void note(String key, String text);
}
