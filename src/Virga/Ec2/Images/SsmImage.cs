using Virga.Service;
using Virga.Ssm.Parameters;
using Virga.State;

namespace Virga.Ec2.Images;

/// <summary>
/// Images that are named by a parameter of SSM: <c>resolve:ssm:NAME</c>, with a version or label after another colon
/// (EC2 User Guide, "Reference AMIs using Systems Manager parameters"). The parameter is read at each launch.
/// </summary>
internal static class SsmImage
{
    private const string Scheme = "resolve:ssm:";
    private const string DataType = "aws:ec2:image";

    /// <summary>AWS's own parameters are of images whatever their data type says.</summary>
    private const string Published = "/aws/service/";

    /// <summary>The id of the image that is named, which is the text itself where it names no parameter.</summary>
    /// <exception cref="AwsException">There is no such parameter, or it is of no image.</exception>
    public static string Resolve(string imageId, WorldView at)
    {
        if (!imageId.StartsWith(Scheme, StringComparison.Ordinal)) return imageId;
        var name = imageId[Scheme.Length..];
        var parameter = Read(name, at);

        // The code and text are those that https://github.com/aws/aws-cdk/issues/26712 quotes.
        if (parameter.DataType != DataType && !name.StartsWith(Published, StringComparison.Ordinal))
            throw new AwsException("SsmInvalidParameter",
                $"Unsupported data type. The following parameter data types are supported: {DataType}");
        return parameter.Value ?? "";
    }

    private static Wire.Ssm.Parameter Read(string name, WorldView at)
    {
        try
        {
            return ParameterLookup.Get(at, name, isDecrypted: true);
        }
        catch (AwsException absent)
        {
            throw new AwsException("SsmInvalidParameter", $"The parameter '{name}' cannot be read: {absent.Code}");
        }
    }
}
