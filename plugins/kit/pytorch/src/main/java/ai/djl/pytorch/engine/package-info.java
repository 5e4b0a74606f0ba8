// SPDX-License-Identifier: Apache-2.0
/**
 * A class of DJL's PyTorch binding that is replaced in this bundle, to fix the ownership of memory,
 * and the tensors that it lends to other managers.
 *
 * <p>The bundle packs all other classes of the package from DJL's jar. {@code PtNDManager} must
 * have DJL's name and package, because DJL creates it by that name; its Javadoc describes the
 * fault. {@code BorrowedNDArray} is a tensor of another manager that is only read; {@code
 * BorrowedOperations} convolves a single small picture with it faster than PyTorch would.
 */
package ai.djl.pytorch.engine;
