using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Volumes;

/// <summary>Makes new volumes of the account encrypted in this region.</summary>
internal sealed class EnableEbsEncryptionByDefault
    : IMutation<EnableEbsEncryptionByDefaultRequest, EnableEbsEncryptionByDefaultResult>
{
    public static EnableEbsEncryptionByDefaultResult Run(EnableEbsEncryptionByDefaultRequest input, Change change)
    {
        change.Put(EbsSettingsRow.Of(change) with { IsEncryptedByDefault = true });
        return new() { EbsEncryptionByDefault = true };
    }
}
