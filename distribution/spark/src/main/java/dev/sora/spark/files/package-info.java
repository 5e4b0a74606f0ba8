// SPDX-License-Identifier: Apache-2.0
/** Temporary folders of workers and drivers, of which nothing stays if a process is killed. */
package dev.sora.spark.files;
