using System.Text;
using Virga.Metadata.Identity;

namespace Virga.Metadata.Categories;

/// <summary>dynamic/instance-identity/: the identity document and its three signatures, made when they are read.
/// </summary>
internal static class IdentityCategory
{
    public static void Add(MetadataTreeBuilder tree, MetadataDocument document, InstanceIdentitySigner signer)
    {
        var bytes = Encoding.UTF8.GetBytes(Document(document));
        tree.Add("dynamic/instance-identity/document", Encoding.UTF8.GetString(bytes), "2009-04-04");
        AddSigned(tree, "pkcs7", () => signer.Pkcs7(bytes));
        AddSigned(tree, "rsa2048", () => signer.Rsa2048(bytes));
        AddSigned(tree, "signature", () => signer.Signature(bytes));
    }

    /// <summary>The document in the order of a captured one.</summary>
    public static string Document(MetadataDocument document) => AwsJson.Object(
    [
        ("accountId", document.AccountId),
        ("architecture", document.Architecture),
        ("availabilityZone", document.Placement.AvailabilityZone),
        ("billingProducts", null),
        ("devpayProductCodes", null),
        ("marketplaceProductCodes", document.ProductCodes.Count == 0 ? null : document.ProductCodes),
        ("imageId", document.ImageId),
        ("instanceId", document.InstanceId),
        ("instanceType", document.InstanceType),
        ("kernelId", document.KernelId),
        ("pendingTime", AwsJson.Time(document.PendingTime)),
        ("privateIp", document.Interfaces is [var primary, ..] ? primary.PrimaryIpv4 : null),
        ("ramdiskId", document.RamdiskId),
        ("region", document.Placement.Region),
        ("version", "2017-09-30"),
    ]);

    private static void AddSigned(MetadataTreeBuilder tree, string name, Func<byte[]> sign)
    {
        byte[]? signed = null;
        tree.Add(new MetadataNode("dynamic/instance-identity/" + name)
        {
            // Two readers may sign at once, at worst; both signatures hold.
            Compute = _ => signed ??= sign(),
            Introduced = MetadataVersions.FirstWith("2009-04-04"),
        });
    }
}
