using Virga.Iam.Users;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.SigningCertificates;

/// <summary>Lists the signing certificates of a user; the account itself has none.</summary>
internal sealed class ListSigningCertificates : IQuery<ListSigningCertificatesRequest, ListSigningCertificatesResponse>
{
    public static ListSigningCertificatesResponse Run(ListSigningCertificatesRequest input, WorldView at)
    {
        if (input.UserName is null && at.Caller.Arn == IamArns.Root(at.Account))
            return new() { Certificates = [], IsTruncated = false };
        var user = at.Get<UserRow>(UserView.NameOrCaller(input.UserName, at.Caller));
        var page = IamPage.Of(
            at.Rows<SigningCertificateRow>().By(SigningCertificateRow.ByUser, user.Id), row => row.Id,
            input.MaxItems, input.Marker);
        return new()
        {
            Certificates = [.. page.Items.Select(row => row.Show())],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
