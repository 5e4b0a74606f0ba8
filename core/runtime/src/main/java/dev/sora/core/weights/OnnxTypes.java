// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.weights;

/**
 * The numbers of element types in ONNX, as in {@code TensorProto.DataType} of {@code onnx.proto}.
 */
public final class OnnxTypes {

    public static final int FLOAT = 1;
    public static final int UINT8 = 2;
    public static final int INT8 = 3;
    public static final int INT32 = 6;
    public static final int INT64 = 7;
    public static final int STRING = 8;
    public static final int BOOL = 9;
    public static final int FLOAT16 = 10;
    public static final int DOUBLE = 11;
    public static final int BFLOAT16 = 16;

    private OnnxTypes() {}
}
