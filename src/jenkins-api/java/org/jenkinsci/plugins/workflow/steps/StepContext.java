package org.jenkinsci.plugins.workflow.steps;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.ListenableFuture;
import java.io.IOException;
import java.io.Serializable;

/** Mirrors org.jenkins-ci.plugins.workflow:workflow-step-api 710.v3e456cc85233. */
public abstract class StepContext implements FutureCallback<Object>, Serializable {

    private StepContext() {}

    public abstract <T> T get(Class<T> type) throws IOException, InterruptedException;

    @Override
    public abstract void onSuccess(Object object);

    public abstract ListenableFuture<Void> saveState();

    public abstract BodyInvoker newBodyInvoker() throws IllegalStateException;
}
