using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.ServerCertificates;

/// <summary>Tags a certificate.</summary>
internal sealed class TagServerCertificate : IMutation<TagServerCertificateRequest, TagServerCertificateResult>
{
    public static TagServerCertificateResult Run(TagServerCertificateRequest input, Change change)
    {
        change.Update<ServerCertificateRow>(
            input.ServerCertificateName!, row => row with { Tags = IamTagging.Merge(row.Tags, input.Tags) });
        return new();
    }
}
