using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Volumes;

/// <summary>Tells whether new volumes of the account are encrypted.</summary>
internal sealed class GetEbsEncryptionByDefault
    : IQuery<GetEbsEncryptionByDefaultRequest, GetEbsEncryptionByDefaultResult>
{
    public static GetEbsEncryptionByDefaultResult Run(GetEbsEncryptionByDefaultRequest input, WorldView at) => new()
    {
        EbsEncryptionByDefault = EbsSettingsRow.Of(at).IsEncryptedByDefault,
        SseType = SSEType.None,
    };
}
