// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.trial;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.tensor.HostTensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Uploads, cuts and compares encoded tensors. */
public final class HostTensors {

    private HostTensors() {}

    public static NDList upload(List<HostTensor> tensors, NDManager manager) {
        NDList list = new NDList();
        for (HostTensor tensor : tensors) {
            list.add(manager.create(tensor.data().duplicate(), tensor.shape(), tensor.type()));
        }
        return list;
    }

    /**
     * Checks that there is one row for each record, and that rows have the types and shapes of
     * another encoding.
     */
    public static void check(List<HostTensor> tensors, int records, List<HostTensor> like) {
        if (tensors == null || (like != null && like.size() != tensors.size())) {
            throw new Breach(
                    "as many tensors at every call: " + (like == null ? "some" : like.size()),
                    tensors == null ? "null" : DrawnSignal.tensors(tensors.size()),
                    "let what was learned decide it, not the records that are encoded");
        }
        for (int i = 0; i < tensors.size(); i++) {
            HostTensor tensor = tensors.get(i);
            if (tensor.shape().dimension() < 1 || tensor.shape().get(0) != records) {
                throw new Breach(
                        "a first dimension of %d, the number of records".formatted(records),
                        "tensor %d of %s".formatted(i + 1, tensor.shape()),
                        "encode one row a record");
            }
            if (like != null
                    && (tensor.type() != like.get(i).type()
                            || !tensor.shape().slice(1).equals(like.get(i).shape().slice(1)))) {
                throw new Breach(
                        "the same type and dimensions at every call: %s of %s"
                                .formatted(like.get(i).shape().slice(1), like.get(i).type()),
                        "%s of %s".formatted(tensor.shape().slice(1), tensor.type()),
                        "let what was learned decide it, such as the longest text, not the records"
                                + " that are encoded");
            }
        }
    }

    /** Returns one row. */
    public static List<HostTensor> row(List<HostTensor> tensors, int row) {
        List<HostTensor> rows = new ArrayList<>();
        for (HostTensor tensor : tensors) {
            long[] dimensions = tensor.shape().getShape().clone();
            int size = tensor.data().limit() / Math.toIntExact(dimensions[0]);
            dimensions[0] = 1;
            ByteBuffer bytes = tensor.data().duplicate().order(tensor.data().order());
            bytes.position(row * size).limit((row + 1) * size);
            rows.add(
                    HostTensor.of(
                            tensor.type(),
                            new Shape(dimensions),
                            bytes.slice().order(tensor.data().order())));
        }
        return rows;
    }

    public static boolean same(List<HostTensor> a, List<HostTensor> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (a.get(i).type() != b.get(i).type()
                    || !a.get(i).shape().equals(b.get(i).shape())
                    || !a.get(i).data().duplicate().equals(b.get(i).data().duplicate())) {
                return false;
            }
        }
        return true;
    }
}
