// SPDX-License-Identifier: Apache-2.0
/** Data on its way from records to tensors on the device. */
package dev.sora.core.data;
