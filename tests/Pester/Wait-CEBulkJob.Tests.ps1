Describe 'Wait-CEBulkJob' {
    BeforeAll {
        . "$PSScriptRoot/common.ps1"
        Start-TestInstance
        Connect-TestInstance
    }
    AfterAll { Stop-TestInstance }

    It 'has the expected parameters' { Get-TestParameter 'Wait-CEBulkJob' | Should -Be @('Job') }
    It 'hands on the finished job' { (Start-CEBulkJob incident -Path (Join-Path $TestDrive 'a.csv') | Wait-CEBulkJob).Rows | Should -Be 300 }
}
