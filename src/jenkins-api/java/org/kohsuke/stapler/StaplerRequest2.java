package org.kohsuke.stapler;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import net.sf.json.JSONObject;
import org.apache.commons.fileupload2.core.FileItem;

/** Mirrors org.kohsuke.stapler:stapler 2050.v425108fd5089. */
@SuppressWarnings("rawtypes")
public interface StaplerRequest2 extends HttpServletRequest {

    String getRestOfPath();

    RequestDispatcher getView(Object object, String string) throws IOException;

    <T> T bindJSON(Class<T> type, JSONObject jsonobject);

    JSONObject getSubmittedForm() throws ServletException;

    FileItem getFileItem2(String string) throws ServletException, IOException;
}
