using Virga.Metadata.Http;

namespace Virga.Metadata;

/// <summary>The answer of a control request.</summary>
internal readonly record struct ControlReply(int Status, byte[] Body, string ContentType = "application/json");

/// <summary>What lies below /_virga/ on the same port: changing what is served while it is served.</summary>
internal interface IMetadataControl
{
    ControlReply Answer(scoped in MetadataRequest request);
}
