using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.ServerCertificates;

/// <summary>Removes tags of a certificate.</summary>
internal sealed class UntagServerCertificate : IMutation<UntagServerCertificateRequest, UntagServerCertificateResult>
{
    public static UntagServerCertificateResult Run(UntagServerCertificateRequest input, Change change)
    {
        change.Update<ServerCertificateRow>(
            input.ServerCertificateName!, row => row with { Tags = IamTagging.Without(row.Tags, input.TagKeys) });
        return new();
    }
}
