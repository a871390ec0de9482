package io.jenkins.plugins.rollout.document;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactoryBuilder;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.Reader;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * Makes Jackson parsers that take scalars as they were written. Jackson's own parser reads numbers and booleans into
 * them, takes {@code ''} for nothing, and forgets anchors of scalars and tags of keys.
 */
final class PlainYamlFactory extends YAMLFactory {
    private static final long serialVersionUID = 1L;
    private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");

    PlainYamlFactory(LoaderOptions limits) {
        super(new YAMLFactoryBuilder(new YAMLFactory()).loaderOptions(limits));
    }

    @Override
    protected YAMLParser _createParser(Reader reader, IOContext context) {
        return new Parser(context, _parserFeatures, _yamlParserFeatures, _loaderOptions, _objectCodec, reader);
    }

    private static final class Parser extends YAMLParser {
        Parser(
                IOContext context,
                int parserFeatures,
                int yamlFeatures,
                LoaderOptions limits,
                ObjectCodec codec,
                Reader reader) {
            super(context, parserFeatures, yamlFeatures, limits, codec, reader);
        }

        @Override
        protected JsonToken _decodeScalar(ScalarEvent scalar) {
            _textValue = scalar.getValue();
            boolean isNothing = scalar.isPlain() && NOTHING.contains(_textValue);
            return isNothing ? JsonToken.VALUE_NULL : JsonToken.VALUE_STRING;
        }

        /** The anchor of the current value or key, if it has one. */
        @Override
        public String getObjectId() {
            return _lastEvent instanceof NodeEvent node && !isCurrentAlias() ? node.getAnchor() : null;
        }

        /** The tag of the current value or key, if it has one. */
        @Override
        public String getTypeId() {
            if (_lastEvent instanceof ScalarEvent scalar) {
                return scalar.getTag();
            }
            return _lastEvent instanceof CollectionStartEvent collection ? collection.getTag() : null;
        }
    }
}
