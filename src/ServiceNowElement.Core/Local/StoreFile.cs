using Newtonsoft.Json;
using ServiceNowElement.Errors;
using ServiceNowElement.Json;

namespace ServiceNowElement.Local;

/// <summary>One file of the local store: it is there whole or not at all.</summary>
internal static class StoreFile
{
    internal static void Write(string path, object content)
    {
        string partial = path + "." + Guid.NewGuid().ToString("N").Substring(0, 8) + ".partial";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (var writer = new StreamWriter(partial, append: false, ElementJson.Utf8))
            {
                ElementJson.Serializer.Serialize(writer, content);
            }

            if (File.Exists(path))
            {
                File.Delete(path);
            }

            File.Move(partial, path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw ErrorCatalog.FileNotWritable.With(path, failure.Message);
        }
    }

    internal static TModel Read<TFile, TModel>(string path, Func<TFile, TModel> convert)
    {
        try
        {
            using JsonTextReader reader = ElementJson.Reader(new StreamReader(path, ElementJson.Utf8));
            return convert(ElementJson.Serializer.Deserialize<TFile>(reader) ?? throw new JsonException("the file is empty"));
        }
        catch (Exception failure) when (failure is JsonException or FormatException or IOException or UnauthorizedAccessException)
        {
            throw ErrorCatalog.StoreDamaged.With(path, failure.Message);
        }
    }

    internal static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Gone already, with the folder it was in.
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw ErrorCatalog.FileNotWritable.With(path, failure.Message);
        }
    }
}
