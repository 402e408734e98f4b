using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.ServerCertificates;

/// <summary>Lists the tags of a certificate.</summary>
internal sealed class ListServerCertificateTags : IQuery<ListServerCertificateTagsRequest,
    ListServerCertificateTagsResponse>
{
    public static ListServerCertificateTagsResponse Run(ListServerCertificateTagsRequest input, WorldView at)
    {
        var row = at.Get<ServerCertificateRow>(input.ServerCertificateName!);
        var page = IamPage.Of(row.Tags, tag => tag.Key, input.MaxItems, input.Marker);
        return new() { Tags = IamTagging.List(page.Items), IsTruncated = page.IsTruncated, Marker = page.Marker };
    }
}
