package io.jenkins.plugins.casc.model;

/** Mirrors io.jenkins:configuration-as-code 2053.vb_0da_47381a_25. */
public record Source(String file, int line) {}
