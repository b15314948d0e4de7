/** Tests of runs on a cluster: two processes of this machine that stand for its nodes. */
package dev.huxley.cluster;
