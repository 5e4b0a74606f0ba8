// SPDX-License-Identifier: Apache-2.0
package dev.sora.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import dev.sora.engine.TensorMemory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The memory of PyTorch's tensors. Their addresses, which DJL does not expose, tell which of them
 * share it; {@code at::TensorBase::data_ptr} is called by its mangled symbol, which contains the
 * type of the elements.
 */
final class NativeMemory implements TensorMemory {

    private static final Map<DataType, Character> TYPES =
            Map.of(
                    DataType.FLOAT32, 'f',
                    DataType.FLOAT64, 'd',
                    DataType.INT64, 'l',
                    DataType.INT32, 'i',
                    DataType.UINT8, 'h',
                    DataType.INT8, 'a',
                    DataType.BOOLEAN, 'b');

    private final Map<DataType, Function> addresses;

    private NativeMemory(Map<DataType, Function> addresses) {
        this.addresses = addresses;
    }

    /** Finds the functions; empty if another compiler gave them other symbols. */
    static Optional<TensorMemory> in(Path folder) {
        Path library = folder.resolve(System.mapLibraryName("torch_cpu"));
        if (Files.notExists(library)) {
            return Optional.empty();
        }
        try {
            NativeLibrary torch = NativeLibrary.getInstance(library.toString());
            Map<DataType, Function> addresses = new EnumMap<>(DataType.class);
            TYPES.forEach(
                    (type, mangled) ->
                            addresses.put(
                                    type,
                                    torch.getFunction(
                                            "_ZNK2at10TensorBase8data_ptrI%sEEPT_v"
                                                    .formatted(mangled))));
            return Optional.of(new NativeMemory(addresses));
        } catch (LinkageError e) {
            return Optional.empty();
        }
    }

    @Override
    public long bytes(Collection<? extends NDArray> tensors) {
        Map<Long, Long> largest = new HashMap<>();
        long alone = 0;
        for (NDArray tensor : tensors) {
            long bytes = tensor.size() * tensor.getDataType().getNumOfBytes();
            Function address = addresses.get(tensor.getDataType());
            // the function ends the process if the type is another one, or there are no elements
            if (address == null
                    || bytes == 0
                    || tensor.getSparseFormat() != SparseFormat.DENSE
                    || !(tensor instanceof PtNDArray own)) {
                alone += bytes;
            } else {
                long begin =
                        Pointer.nativeValue(
                                address.invokePointer(new Object[] {new Pointer(own.getHandle())}));
                largest.merge(begin, bytes, Math::max);
            }
        }
        return alone + largest.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public void keep(NDManager manager) {
        ((PtNDManager) manager).keepClosed();
    }
}
