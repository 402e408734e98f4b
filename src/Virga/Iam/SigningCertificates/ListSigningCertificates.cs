using Virga.Iam.Users;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.SigningCertificates;

/// <summary>Lists the signing certificates of a user. None can be uploaded here, so there are none.</summary>
internal sealed class ListSigningCertificates : IQuery<ListSigningCertificatesRequest, ListSigningCertificatesResponse>
{
    public static ListSigningCertificatesResponse Run(ListSigningCertificatesRequest input, WorldView at)
    {
        if (input.UserName is not null) at.Get<UserRow>(input.UserName);
        return new() { Certificates = [], IsTruncated = false };
    }
}
